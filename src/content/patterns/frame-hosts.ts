/** What a frame of a payment provider is, by host. Sources: the providers' packages and public test suites. */
export type FrameVerdict =
  /** Everything that can be typed inside is card data. */
  | 'card-frame'
  /** A whole payment form or page: fields inside are classified as usual. */
  | 'card-capable'
  /** 3-D Secure and one-time codes: never card data. */
  | 'auth-frame';

/** Host suffix and, after a slash, the start of the path where the host alone does not decide. First match wins. */
export const frameHosts: [string, FrameVerdict][] = [
  ['js.stripe.com', 'card-capable'],
  ['hooks.stripe.com', 'auth-frame'],
  ['assets.braintreegateway.com', 'card-frame'],
  ['adyen.com/checkoutshopper/securedfields', 'card-frame'],
  ['adyen.com', 'card-capable'],
  ['web.squarecdn.com', 'card-capable'],
  ['paypal.com', 'card-capable'],
  ['checkout.com', 'card-capable'],
  ['flex.cybersource.com', 'card-frame'],
  ['testflex.cybersource.com', 'card-frame'],
  ['flex.in.cybersource.com', 'card-frame'],
  ['core.spreedly.com', 'card-frame'],
  ['api.recurly.com/js', 'card-frame'],
  ['api.eu.recurly.com/js', 'card-frame'],
  ['js.chargebee.com', 'card-capable'],
  ['accept.authorize.net', 'card-capable'],
  ['test.authorize.net', 'card-capable'],
  ['js.authorize.net', 'card-capable'],
  ['access.worldpay.com', 'card-frame'],
  ['js.globalpay.com', 'card-frame'],
  ['js-cert.globalpay.com', 'card-frame'],
  ['js.mollie.com', 'card-frame'],
  ['api.razorpay.com', 'card-capable'],
  ['buy.paddle.com', 'card-capable'],
  ['zuora.com/apps/PublicHostedPageLite', 'card-capable'],
  ['bluesnap.com', 'card-capable'],
  ['safecharge.com', 'card-capable'],
  ['paymentjs.firstdata.com', 'card-frame'],
  ['cdn.cardknox.com/ifields', 'card-frame'],
  ['js.basistheory.com', 'card-frame'],
  ['js.verygoodvault.com', 'card-frame'],
  ['js3.verygoodvault.com', 'card-frame'],
  ['ui-components.evervault.com', 'card-capable'],
  ['inputs.evervault.com', 'card-frame'],
  ['secure-fields.mercadopago.com', 'card-frame'],
  ['airwallex.com', 'card-capable'],
  ['primer.io', 'card-capable'],
  ['cardinalcommerce.com', 'auth-frame'],
  ['checkout.shopifycs.com', 'card-capable'],
  ['pci.shopifyinc.com', 'card-capable'],
  ['secure.cardcom.solutions/api/openfields/reCaptcha', 'auth-frame'],
  ['secure.cardcom.solutions/api/openfields', 'card-frame'],
  ['hf.tranzila.com', 'card-frame'],
  ['direct.tranzila.com', 'card-capable'],
  ['pelecard.biz', 'card-capable'],
  ['payme.io', 'card-capable'],
  ['pci.zcredit.co.il', 'card-capable'],
  ['pay.hyp.co.il', 'card-capable'],
  ['icom.yaad.net', 'card-capable'],
];

/** The verdict on a document or frame address, or null for a host we do not know. */
export function toFrameVerdict(host: string, path: string): FrameVerdict | null {
  for (const [key, verdict] of frameHosts) {
    const slash = key.indexOf('/');
    const suffix = slash < 0 ? key : key.slice(0, slash);
    if (host !== suffix && !host.endsWith(`.${suffix}`)) continue;
    if (slash < 0 || path.startsWith(key.slice(slash))) return verdict;
  }
  return null;
}
