// The only import of webextension-polyfill.
export { default as browser } from 'webextension-polyfill';
