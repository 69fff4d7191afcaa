import Inputmask from 'inputmask';

document.body.innerHTML = `
  <div><div>Número de tarjeta</div><input id="card"></div>
  <div><div>Código de seguridad de la tarjeta</div><input id="code"></div>
  <div><div>Ciudad</div><input id="other"></div>`;
Inputmask('9999 9999 9999 9999', { clearMaskOnLostFocus: true }).mask(document.querySelector('#card'));
