import type { Configuration } from '../model/management.js';

/** The kinds of sales units that occur. Between them every flag is true, false and absent somewhere. */
export const configurations = {
  /** A web shop with everything spelled out. */
  webshop: {
    paymentAllowed: true,
    captureType: 'ReserveCapture',
    skipLandingPageAllowed: false,
    recurringAllowed: false,
    partialCaptureAllowed: true,
    lateCaptureAllowed: false,
    landingPagePhoneNumberLocked: false,
    longLivingPaymentAllowed: false,
    creditCardPaymentAllowed: true,
  },
  /** A till: the money is taken at once and the phone number comes from the till. */
  counter: {
    paymentAllowed: true,
    captureType: 'DirectCapture',
    skipLandingPageAllowed: true,
    recurringAllowed: false,
    partialCaptureAllowed: false,
    landingPagePhoneNumberLocked: true,
    creditCardPaymentAllowed: true,
  },
  /** Memberships and season passes. */
  subscription: {
    paymentAllowed: true,
    captureType: 'ReserveCapture',
    skipLandingPageAllowed: false,
    recurringAllowed: true,
    partialCaptureAllowed: false,
    lateCaptureAllowed: false,
    longLivingPaymentAllowed: true,
    creditCardPaymentAllowed: false,
  },
  /** Goods that take weeks to send. */
  backorder: {
    paymentAllowed: true,
    captureType: 'ReserveCapture',
    skipLandingPageAllowed: false,
    recurringAllowed: false,
    partialCaptureAllowed: true,
    lateCaptureAllowed: true,
    landingPagePhoneNumberLocked: false,
    longLivingPaymentAllowed: true,
    creditCardPaymentAllowed: true,
  },
  /** A unit older than the flags added later. */
  early: {
    paymentAllowed: true,
    captureType: 'ReserveCapture',
    skipLandingPageAllowed: false,
    recurringAllowed: false,
  },
  /** Only logs people in; takes no money. */
  login: { paymentAllowed: false, captureType: 'NotApplicable' },
  /** Nothing is known: the object is required, its members are not. */
  bare: {},
} as const satisfies Record<string, Configuration>;

/** A kind of sales unit. */
export type ConfigurationName = keyof typeof configurations;
