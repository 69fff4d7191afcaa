import '@shoelace-style/shoelace/dist/components/input/input.js';

document.body.innerHTML = `
  <sl-input id="card" label="Card number"></sl-input>
  <sl-input id="code" label="CVC"></sl-input>
  <sl-input id="other" label="Gift card number"></sl-input>`;
