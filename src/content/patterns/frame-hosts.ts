import type { FrameVerdict } from './frame-verdict.ts';

/**
 * Host suffixes, each with the start of the path after a slash where the host alone does not decide. First match wins: a
 * list comes before the one that it takes exceptions from. Sources: the providers' packages and public test suites.
 */
export const frameHosts: Record<FrameVerdict, string> = {
  'auth-frame': `
    hooks.stripe.com cardinalcommerce.com secure.cardcom.solutions/api/openfields/reCaptcha`,
  'card-frame': `
    assets.braintreegateway.com adyen.com/checkoutshopper/securedfields flex.cybersource.com
    testflex.cybersource.com flex.in.cybersource.com core.spreedly.com api.recurly.com/js
    api.eu.recurly.com/js access.worldpay.com js.globalpay.com js-cert.globalpay.com js.mollie.com
    paymentjs.firstdata.com cdn.cardknox.com/ifields js.basistheory.com js.verygoodvault.com
    js3.verygoodvault.com inputs.evervault.com secure-fields.mercadopago.com
    secure.cardcom.solutions/api/openfields hf.tranzila.com`,
  'card-capable': `
    js.stripe.com adyen.com web.squarecdn.com paypal.com checkout.com js.chargebee.com accept.authorize.net
    test.authorize.net js.authorize.net api.razorpay.com buy.paddle.com zuora.com/apps/PublicHostedPageLite
    bluesnap.com safecharge.com ui-components.evervault.com airwallex.com primer.io checkout.shopifycs.com
    pci.shopifyinc.com direct.tranzila.com pelecard.biz payme.io pci.zcredit.co.il pay.hyp.co.il
    icom.yaad.net`,
};
