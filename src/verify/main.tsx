// The page that checks a copy of the ledger: needs the file, and neither a worker nor a network.
import { startPage } from '../ui/start-page.tsx';
import { Verify } from './Verify.tsx';

startPage('verify_title', <Verify />);
