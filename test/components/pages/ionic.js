import { initialize } from '@ionic/core/components';
import { defineCustomElement } from '@ionic/core/components/ion-input.js';

initialize();
defineCustomElement();
document.body.innerHTML = `
  <ion-input id="card" label="Card number" label-placement="floating"></ion-input>
  <ion-input id="code" label="CVV" label-placement="stacked"></ion-input>
  <ion-input id="other" label="City"></ion-input>`;
