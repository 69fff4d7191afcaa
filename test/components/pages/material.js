import '@material/web/textfield/outlined-text-field.js';

document.body.innerHTML = `
  <md-outlined-text-field id="card" label="Card number" inputmode="numeric"></md-outlined-text-field>
  <md-outlined-text-field id="code" label="CVC"></md-outlined-text-field>
  <md-outlined-text-field id="other" label="Phone number"></md-outlined-text-field>`;
