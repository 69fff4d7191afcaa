// Words that are the same in every language, or that programmers write in English everywhere; in the notation of `language.ts`.

export const universal = {
  /** Names of a card number in one word. */
  cardNumber:
    '1[56] digits?|^ccn$|long number|card pan$|front of (?:the |your )?card|(?<=^)no (?:do )?cartão|^crd_?(?:no|num|nbr)|nummer (?:deiner|meiner) karte|numer (?:twojej|swojej|twoje) karty|クレジット番号|kahao',
  /** Names of the security code of a card. */
  csc: 'cvv|cvc_?2?$|^cvc|cvn2?$|^cvd|^ccv|ccv$|^cv2|^cvx|^csc$|(?:card|cc)_?(?:csc|cid|cvs)$|^verification_value|cryptogramme|prüf_?(?:ziffer|zahl|nummer|nr)',

  /** Words for "code" that many languages share. */
  code: 'codes?$|cod(?:igo|ul|i|ice)?$|clave$|kod[aeu]?n?$|kod(?:a?s)$|kood$|koodi|value|valor$|digits',

  /** Words that add nothing: "your card", "the number". */
  idle: '^(?:the|of|on|or|and|your|my|new|enter|details|info|infos|information|informations|data|daten|daton|da|das|de|des|do|dos|du|dus|del|der|di|la|le|il|su|tu|o|e|y|u|et|und|oder|account|acct)$',

  /** Weak names of a security code. */
  codes:
    '(?<=^)code(?![^\\n])|^csc|^cid$|^cvs$|^sec_?code|^s_?code|^crypto|^cav2?$|^v_code|^cód_?seg|código secreto|codice segreto|kontroll_?ziffer|controle_?getal|رقم ال?(?:امان|تحقق)|код карт|' +
    // Where it stands, and how long it is.
    '^(?:3|three) ?digit|signature (?:panel|strip)|back of (?:the |your )?card|on (?:the )?(?:back|reverse)|' +
    '(?:3|tres|três) (?:últimos )?dígitos|últimos (?:3|tres|três)|(?:reverso|dorso)$|no verso|verso do|(?:3|trois) (?:derniers )?chiffres|au (?:dos|verso)$|(?:3|tre) (?:ultime )?cifre|ultime (?:3|tre)|sul retro|pe spate|' +
    '(?:3|drei)_?stellig|rückseite|(?:3|drie) cijfers|achter(?:kant|zijde)|(?:3|tre) (?:sista |siste )?(?:siffror|siffer|sifre|cifre)|(?:bak|bag)sid[ae]|kääntöpuol|(?:3|trzy) (?:ostatnie )?cyfry|odwroci|z tyłu|hátoldal|hátlap|(?:3|üç) hane|arka yüz|' +
    'на обороте|оборотн|с обратной|(?:3|три) (?:последние )?цифры|πίσω|(?:3|τρία) ψηφία|(?:3|שלוש) ה?ספרות|בגב|خلف ال?بطاق|ظهر ال?بطاق|پشت کارت|裏面|裏側|[3三]桁|背面|[末后後][3三]|[3三]位|[3三][码碼]|뒷면|(?:3|세) ?자리|mặt sau|ด้านหลัง|पीछे',

  /** The usual form of an expiry date, without a day before it. */
  /** What a field in a card form is about when it is not the card. */
  aside: 'street|address|^city|^state|^zip|postal|country|phone|e_?mail|^id$|^type|^amount|company',
  expiryForm:
    '(?<!(?:dd|jj|tt|gg|дд|yyyy|aaaa) ?)(?:^(?:mm|мм|μμ|kk|aa) ?(?:yy|jj|rr|гг|рр|εε|vv|åå|éé)|^mm ?aa)',

  /** What makes a code one of something else, besides the words for other cards. */
  otherCodes:
    '^otp|one_time|captcha|^sms|text message|e_?mail|phone|^mobile|^2fa|^mfa|two_factor|authenticat|^token|log_?in|sign_?in|sent |zip|postal|post_?code|country|^area|^sort|image|picture|invit|referral|activation|promo|discount|iban|swift|product|order|invoice|tracking|passport|licen[cs]e|polic[yi]|ticket|booking|reference|flight|vehicle|birth|^dob|tax|vat$|so[cz]ial|sosyal|social|ソーシャル|اجتماع|employee|room|house|street|serial|model|search|filter|recipient|subject|last_?(?:4|four)|first_?(?:2|two|6|six)|premiers|issue_(?:number|no$|date)',

  /** Beside a card number, and without anything else of a payment: the number logs in, or unlocks a gift card. */
  password:
    'passw|^pin$|^pin_?(?:code|number|no)|kennwort|passwort|contraseña|senha|mot de passe|wachtwoord|hasło|lösenord|heslo|jelszó|salasana|adgangs|парол|şifre|סיסמ|كلمة|رمز عبور|パスワード|暗証|密[码碼]|비밀번호|mật khẩu|รหัสผ่าน|kata sandi|पासवर्ड',

  /** Headings and names of forms that take payments. */
  payment:
    'payment|checkout|billing|credit_card|debit_card|card_(?:form|details|info)|^pay |^pay$|pago|pagament|paiement|zahlung|betaling|betalning|maksu|оплат|платеж|платіж|płatno|platb|fizet|plačil|plaćan|ödeme|πληρωμ|plată|תשלום|אשראי|دفع|پرداخت|支払|決済|付款|支付|结账|結帳|결제|thanh toan|ชำระ|pembayaran|भुगतान',

  /** Names of a card's holder in one word. */
  cardHolder: '持卡人|名義人|명의자|habiente',
  /** Number of a bank account. */
  account:
    'bank_account|account_(?:number|no$|num|nbr)|(?:número de |nº |nro de )cuenta|cuenta bancaria|^clabe$|^cbu$|conta (?:corrente|bancária)|número da conta|numéro de compte|^rib$|numero (?:di )?conto|konto_?(?:nummer|nr)|rekening_?nummer|(?:numer|nr) (?:konta|rachunku)|číslo účtu|hesap (?:no|numara)|номер (?:счета|рахунку)|מספר חשבון|رقم ال?حساب|口座番号|银行账|銀行帳|계좌',

  /** International bank account number. */
  iban: '^iban$',
  /** Number of a bank or branch. */
  routing: 'routing|^aba$|sort_code|^bsb$|^ifsc|bankleitzahl|^blz$|^бик$|^abi$|^cab$',

  /** Number that a state gives to a person. */
  nationalId:
    '^ssn|social_security|national_(?:id|insurance)|aadhaa?r|taxpayer|^dni$|^nif$|^nie$|^curp|^cui[tl]$|cédula|^cpf|^cnpj|contribuinte|sécurité sociale|codice_?fiscale|^cnp$|sozialversicherung|ausweis_?(?:nummer|nr)|^bsn$|burgerservice|person_?nummer|fødselsnummer|^cpr|henkilötunnus|isikukood|^pesel|dowodu|rodné číslo|^oib$|^jmbg|kimlik|^tckn|^αφμ|^αμκα|^инн$|^снилс|паспорт|^егн$|תעודת זהות|ת ז$|هوي|قومي|کد ملی|身份证|身分證|주민',
} as const;
