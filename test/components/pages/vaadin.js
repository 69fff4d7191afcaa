import '@vaadin/text-field';

document.body.innerHTML = `
  <vaadin-text-field id="card" label="Card number"></vaadin-text-field>
  <vaadin-text-field id="code" label="Security code" helper-text="3 digits on the back"></vaadin-text-field>
  <vaadin-text-field id="other" label="Member card number"></vaadin-text-field>`;
