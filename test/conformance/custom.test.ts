import { customCases } from './custom.ts';
import { describeRecorder } from './suite.ts';

for (const one of customCases) describeRecorder(one);
