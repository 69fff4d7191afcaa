import { genesysCases } from './genesys.ts';
import { describeRecorder } from './suite.ts';

for (const one of genesysCases) describeRecorder(one);
