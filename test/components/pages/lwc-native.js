// As components that asked for native shadow render.
import { createElement } from 'lwc';
import Record from 'c/record';

document.body.append(createElement('c-record', { is: Record }));
