import type { Routes } from '../http/ApiDescriptor.js';

/** Where the operations of the Vipps MobilePay APIs go, as their documentation writes it: for reports, without any id. */
export const vippsRoutes = {
  accessToken: { fetchAuthorizationToken: '/accesstoken/get', fetchToken: '/miami/v1/token' },
  management: {
    getAllSalesUnits: '/management/v1/sales-units',
    getMsn: '/management/v1/sales-units/{msn}',
    getMerchantByBusinessIdentifier: '/management/v1/merchants/{scheme}/{id}',
    getSalesUnitsByBusinessIdentifier: '/management/v1/merchants/{scheme}/{id}/sales-units',
    getProductOrders: '/management/v2/product-orders',
    getProductOrderDetails: '/management/v2/product-orders/{productOrderId}/details',
    orderProduct: '/management/v1/product-orders',
    deleteProductOrder: '/management/v1/product-orders/{productOrderId}',
    getPartnerPricePackages: '/management/v1/partners/price-packages',
  },
  orderManagement: {
    'get-order-v2': '/v2/{paymentType}/{orderId}',
    'put-category-v2': '/v2/{paymentType}/categories/{orderId}',
    'post-receipt-v2': '/v2/{paymentType}/receipts/{orderId}',
    'post-image': '/v1/images',
    'post-category-v3': '/v3/categories',
    'get-categories-v3': '/v3/categories',
    'get-category-v3': '/v3/categories/{categoryId}',
    'delete-category-v3': '/v3/categories/{categoryId}',
    'put-order': '/v1/orders/{transactionId}',
    'get-order': '/v1/orders/{transactionId}',
    'post-receipt': '/v1/receipts/{transactionId}',
    'get-receipt': '/v1/receipts/{transactionId}',
  },
  sales: {
    getSalesEventsForLedger: '/sales/report/v1/ledgers/{ledgerId}',
    getSalesEventsForDate: '/sales/report/v1/ledgers/{ledgerId}/dates/{ledgerDate}',
    getSalesEventsByReference: '/sales/report/v1/ledgers/{ledgerId}/references/{reference}',
    getSalesEventsByPspReference: '/sales/report/v1/ledgers/{ledgerId}/psp-references/{pspReference}',
  },
  report: {
    getLedgers: '/settlement/v1/ledgers',
    getEntriesForDate: '/report/v2/ledgers/{ledgerId}/{topic}/dates/{ledgerDate}',
    getEntriesFeed: '/report/v2/ledgers/{ledgerId}/{topic}/feed',
  },
  partner: {
    orderProduct: '/partner-api/v1/products/orders',
    getMerchant: '/partner-api/v0/merchants/{orgno}',
    getMSN: '/partner-api/v0/salesunits/{msn}',
  },
} as const satisfies Readonly<Record<string, Routes>>;
