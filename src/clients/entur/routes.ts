import type { Routes } from '../../http/ApiDescriptor.js';

/** Where the operations of Entur's services go: for reports, without any id. */
export const enturRoutes = {
  token: { getToken: '/oauth/token' },
  orders: {
    searchOrders: '/v1/orders',
    confirmOrderLines: '/v1/orders/{orderId}/orderlines/confirm',
    updateOrder: '/v1/orders/{orderId}',
    addTravellers: '/v1/orders/{orderId}/travellers/bulk',
  },
  reserveOffers: {
    reserveOffers: '/v1/reserve-offers',
    updateOrder: '/v1/update-order',
    getChangeOptions: '/v1beta/change-options',
  },
  payments: {
    searchPayments: '/v1/payments',
    createPayment: '/v1/payments',
    addTransaction: '/v1/payments/{paymentId}/transactions',
    startTerminal: '/v1/payments/{paymentId}/transactions/{transactionId}/terminal',
    startAppClaim: '/v1/payments/{paymentId}/transactions/{transactionId}/app-claim',
    captureTransaction: '/v1/payments/{paymentId}/transactions/{transactionId}/capture',
    searchCredits: '/v1/credits',
    getPaymentMethods: '/v1/payment-methods',
    getPaymentAgreement: '/v1/payment-agreements/{agreementId}',
    getRecurringPayments: '/v1/recurring-payments',
    createRecurringPayment: '/v1/recurring-payments',
    updateRecurringPayment: '/v1/recurring-payments/{recurringPaymentId}',
    deleteRecurringPayment: '/v1/recurring-payments/{recurringPaymentId}',
    startRecurringPaymentTerminal: '/v1/recurring-payments/{recurringPaymentId}/terminal',
    authorizeRecurringPayment: '/v1/recurring-payments/{recurringPaymentId}/authorize',
  },
  tickets: {
    searchTicketDistributionGroups: '/v1/ticket-distribution-groups',
    distribute: '/v1/ticket-distribution-groups/distribute',
    updateValidities: '/v1/ticket-distribution-groups/update-validities',
    transferDistributionHolder: '/v1/ticket-distribution-groups/transfer-distribution-holder',
    generateTicketDistributions: '/v1/ticket-distributions/{orderId}',
  },
  receipts: { sendReceipt: '/v1/receipts/send' },
  refunds: {
    getRefundOptions: '/v1/refunds/options/{orderId}',
    dryRun: '/v1/refunds/{orderId}/dry-run',
    refund: '/v1/refunds/{orderId}',
    compensateOrders: '/v1/compensations',
  },
} as const satisfies Readonly<Record<string, Routes>>;
