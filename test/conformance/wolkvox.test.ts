import { wolkvoxCases } from './wolkvox.ts';
import { describeRecorder } from './suite.ts';

for (const one of wolkvoxCases) describeRecorder(one);
