// A worker that writes down what content scripts say, and answers as it is told to.
const log = [];
const view = {
  status: 'ready',
  evidence: null,
  sinceMs: null,
  lingerUntilMs: null,
  limitAtMs: null,
  canExtend: false,
  warning: null,
  isOverridden: false,
  holds: [],
  recorders: [],
};
Object.assign(globalThis, { log, view, mode: 'answer' });

const write = (via, message, { documentId, frameId, tab }) => {
  log.push({ via, atMs: Date.now(), documentId, frameId, tabId: tab?.id, ...message });
};

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  write('message', message, sender);
  if (message.type === 'getBanner' && globalThis.mode === 'answer')
    chrome.scripting
      .executeScript({
        target: { tabId: sender.tab.id, documentIds: [sender.documentId] },
        files: ['banner.js'],
        injectImmediately: true,
      })
      .catch(() => {});
  // Silence is no answer, and the sender's promise resolves with nothing; `hang` keeps it waiting.
  if (globalThis.mode === 'answer') reply({ view: globalThis.view });
  return globalThis.mode === 'hang';
});

chrome.runtime.onConnect.addListener(port => {
  write('connect', { name: port.name }, port.sender);
  port.onMessage.addListener(message => write('port', message, port.sender));
  port.onDisconnect.addListener(() => write('disconnect', {}, port.sender));
});

// What the real worker does at install and update.
globalThis.inject = async () => {
  for (const { id } of await chrome.tabs.query({}))
    await chrome.scripting
      .executeScript({
        target: { tabId: id, allFrames: true },
        files: ['content.js'],
        injectImmediately: true,
      })
      .catch(() => {});
};
