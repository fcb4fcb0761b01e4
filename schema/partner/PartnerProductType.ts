import { registerEnumType } from 'type-graphql';

export enum PartnerProductType {
  VIPPS_PA_NETT = 'VIPPS_PA_NETT',
  VIPPS_LOGG_INN = 'VIPPS_LOGG_INN',
  VIPPS_CHECKOUT = 'VIPPS_CHECKOUT',
  VIPPS_I_KASSA = 'VIPPS_I_KASSA',
}

registerEnumType(PartnerProductType, {
  name: 'PartnerProductType',
  description: 'What a merchant orders, in the words of the older Partner API.',
  valuesConfig: {
    VIPPS_PA_NETT: { description: 'Payments on the web; `PAYMENT_INTEGRATION` today.' },
    VIPPS_LOGG_INN: { description: 'Login; `LOGIN` today.' },
    VIPPS_CHECKOUT: { description: 'Checkout; `CHECKOUT` today.' },
    VIPPS_I_KASSA: { description: 'Payments at a till; `CASHIER` today.' },
  },
});
