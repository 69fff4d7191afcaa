import { ringcxCases } from './ringcx.ts';
import { describeRecorder } from './suite.ts';

for (const one of ringcxCases) describeRecorder(one);
