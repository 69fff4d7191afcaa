// The page on which people see what happened at this desk.
import { startPage } from '../ui/start-page.tsx';
import { Activity } from './Activity.tsx';

startPage('activity_title', <Activity />);
