import IMask from 'imask';

document.body.innerHTML = `
  <label>Kartennummer <input id="card"></label>
  <label>Prüfnummer <input id="code" maxlength="4"></label>
  <label>Ort <input id="other"></label>`;
IMask(document.querySelector('#card'), { mask: '0000 0000 0000 0000', lazy: false });
