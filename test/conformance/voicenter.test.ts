import { voicenterCases } from './voicenter.ts';
import { describeRecorder } from './suite.ts';

for (const one of voicenterCases) describeRecorder(one);
