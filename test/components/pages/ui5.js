import '@ui5/webcomponents/dist/Input.js';
import '@ui5/webcomponents/dist/Label.js';

const field = (id, label) => `
  <p><ui5-label for="${id}" show-colon>${label}</ui5-label><ui5-input id="${id}"></ui5-input></p>`;
document.body.innerHTML =
  field('card', 'Card number') + field('code', 'Security code') + field('other', 'Order number');
