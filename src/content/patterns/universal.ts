// Words that are the same in every language, or that programmers write in English everywhere.

/** Names of the security code of a card. */
export const csc =
  'cvv|cvc_?2?$|^cvc|cvn2?$|^cvd|^ccv|ccv$|^cv2|^cvx|^csc$|(?:card|cc)_?(?:csc|cid|cvs)$|^verification_value|cryptogramme|prüf_?(?:ziffer|zahl|nummer)';

/** Weak names of a code. */
export const codes = '(?<=^)code(?![^\\n])|^csc|^cid$|^cvs$|^sec_?code|^crypto';

/** What a holder's line is about when it is not the name. */
export const notName = 'street|address|^city|^state|^zip|postal|country|phone|e_?mail|^id$|^type|number';

/** What makes a code one of something else, besides the words for other cards. */
export const otherCodes =
  'otp|one_time|captcha|^sms|text message|e_?mail|phone|^mobile|^2fa|^mfa|two_factor|authenticat|^token|log_?in|sign_?in|sent |zip|postal|post_?code|country|^area|sort_code|image|picture|invit|referral|activation|promo|discount|iban|swift|product|order|invoice|tracking|passport|licen[cs]e|polic[yi]|ticket|booking|reference|flight|vehicle|birth|^dob|tax|vat$|social|employee|room|house|street|serial|model|search|filter|recipient|subject|last_?(?:4|four)|first_?(?:6|six)|issue';

/** Headings and names of forms that take payments. */
export const payment =
  'payment|checkout|billing|credit_card|debit_card|card_(?:form|details|info)|^pay |^pay$|pago|pagament|paiement|zahlung|betaling|betalning|maksu|оплат|платеж|платіж|płatno|platb|fizet|plačil|plaćan|ödeme|πληρωμ|plată|תשלום|אשראי|دفع|پرداخت|支払|決済|付款|支付|结账|結帳|결제|thanh toan|ชำระ|pembayaran|भुगतान';

/** Beside a card number, and without anything else of a payment: the number logs in, or unlocks a gift card. */
export const password =
  'passw|^pin$|^pin_?(?:code|number|no)|kennwort|passwort|contraseña|senha|mot de passe|wachtwoord|hasło|lösenord|heslo|jelszó|salasana|парол|şifre|סיסמ|كلمة|رمز عبور|パスワード|暗証|密[码碼]|비밀번호|mật khẩu|รหัสผ่าน|kata sandi|पासवर्ड';
