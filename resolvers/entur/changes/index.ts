import type { AccessRules } from '../../../src/callers/access-rules.js';
import * as orderLinks from './order-links.js';
import { OrderMutations } from './OrderMutations.js';
import * as paymentLinks from './payment-links.js';
import { PaymentMutations } from './PaymentMutations.js';
import { ReceiptMutations } from './ReceiptMutations.js';
import * as refundLinks from './refund-links.js';
import { RefundMutations } from './RefundMutations.js';
import { StoredCardMutations } from './StoredCardMutations.js';
import * as ticketLinks from './ticket-links.js';
import { TicketMutations } from './TicketMutations.js';

/** Every resolver class of changes. */
export const changeResolvers = [
  OrderMutations,
  PaymentMutations,
  ReceiptMutations,
  RefundMutations,
  TicketMutations,
  StoredCardMutations,
  ...Object.values(orderLinks),
  ...Object.values(paymentLinks),
  ...Object.values(refundLinks),
  ...Object.values(ticketLinks),
] as const;

/** Whoever may change something sees what became of it; what must be read for that needs its own scope. */
export const changeTypes: AccessRules['types'] = {
  EnturAddTransactionPayload: null,
  EnturAddTravellersPayload: null,
  EnturAffectedTransaction: null,
  EnturAuthorizeRecurringPaymentPayload: null,
  EnturCapturePayload: null,
  EnturCompensateOrdersPayload: null,
  EnturCompensation: null,
  EnturConfirmOrderLinesPayload: null,
  EnturCreatePaymentPayload: null,
  EnturCreateRecurringPaymentPayload: null,
  EnturDeleteRecurringPaymentPayload: null,
  EnturDistributeTicketsPayload: null,
  EnturDryRunRefundPayload: null,
  EnturGenerateTicketsPayload: null,
  EnturRefundFee: null,
  EnturRefundPayload: null,
  EnturReplacedOrderLines: null,
  EnturReserveOffersPayload: null,
  EnturSendReceiptPayload: null,
  EnturStartAppClaimPayload: null,
  EnturStartRecurringPaymentTerminalPayload: null,
  EnturStartTerminalPayload: null,
  EnturTransferTicketHolderPayload: null,
  EnturUpdateOrderLinesPayload: null,
  EnturUpdateOrderPayload: null,
  EnturUpdateRecurringPaymentPayload: null,
  EnturUpdateTicketValidityPayload: null,
  EnturUserError: null,
  UserError: null,
};

const mutations = [
  'enturAddTransaction',
  'enturAddTravellers',
  'enturAuthorizeRecurringPayment',
  'enturCapture',
  'enturCompensateOrders',
  'enturConfirmOrderLines',
  'enturCreatePayment',
  'enturCreateRecurringPayment',
  'enturDeleteRecurringPayment',
  'enturDistributeTickets',
  'enturDryRunRefund',
  'enturGenerateTickets',
  'enturRefund',
  'enturReserveOffers',
  'enturSendReceipt',
  'enturStartAppClaim',
  'enturStartRecurringPaymentTerminal',
  'enturStartTerminal',
  'enturTransferTicketHolder',
  'enturUpdateOrder',
  'enturUpdateOrderLines',
  'enturUpdateRecurringPayment',
  'enturUpdateTicketValidity',
];

/** Every change needs the same scope. */
export const changeFields: AccessRules['fields'] = Object.fromEntries(
  mutations.map((name) => [`Mutation.${name}`, 'entur:write' as const]),
);
