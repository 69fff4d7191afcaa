import { verintCases } from './verint.ts';
import { describeRecorder } from './suite.ts';

for (const one of verintCases) describeRecorder(one);
