/** Cards, numbers and codes that are not of a payment card. The key becomes the reason, for example `not:gift`. */
export const negatives: Record<string, string> = {
  gift: 'gift|voucher|coupon|promo|stored value|store credit|givex',
  loyalty: 'loyalty|reward|member|club|frequent|bonus|library|student',
  insurance: 'insurance|policy|medicare|health|patient',
  phone: '^phone|^tel|telephone|mobile|^fax|^sim|iccid|imei',
  order: '^order|tracking|invoice|^ref|reference|serial|booking|ticket|^tax|^vat|document',
  identity: '^id card|identity|passport|registration|licen[cs]e|national',
  code: '^otp|one time|2fa|captcha|^sms|e_?mail|^token|log_?in|sign_?in|^pin|authenticat',
  search: '^search|^query|^filter|^find',
};
