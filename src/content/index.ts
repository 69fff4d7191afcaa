// The content script of every frame.
import { createExtension } from './extension.ts';
import { startOnce } from './instance.ts';
import { start } from './start.ts';

const extension = createExtension();
if (extension !== null) startOnce(() => start(extension));
