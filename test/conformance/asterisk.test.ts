import { asteriskCases } from './asterisk.ts';
import { describeRecorder } from './suite.ts';

for (const one of asteriskCases) describeRecorder(one);
