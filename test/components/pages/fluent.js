import { setTheme } from '@fluentui/web-components';
import '@fluentui/web-components/field.js';
import '@fluentui/web-components/text-input.js';
import { webLightTheme } from '@fluentui/tokens';

setTheme(webLightTheme);
const field = (id, label) => `
  <fluent-field><label slot="label">${label}</label><fluent-text-input slot="input" id="${id}"></fluent-text-input></fluent-field>`;
document.body.innerHTML =
  field('card', 'Card number') +
  field('code', 'Security code') +
  field('other', 'City') +
  '<fluent-text-input id="slotted">Card number</fluent-text-input>';
