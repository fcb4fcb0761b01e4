import 'reflect-metadata';

import { access, references, resolvers } from '../../resolvers/index.js';
import { createVippsContext, type Context } from '../context/vipps-context.js';
import { createVippsServices } from '../context/vipps-services.js';
import { isObject } from '../json.js';
import { defineSubgraph } from './define-subgraph.js';

/** The subgraph over the Vipps MobilePay APIs. */
export const vipps = defineSubgraph({
  name: 'vipps',
  description:
    'Vipps MobilePay for merchants, partners and bookkeepers: sales units and merchants, product orders, orders with receipts, and sales with their money, over the Management, Order Management, Sales and Report APIs.',
  imageMutations: ['partnerPrefillProductOrder', 'prefillProductOrder', 'setOrderCategory', 'uploadImage'],
  files: [
    'PartnerPrefillProductOrderInput.salesUnitLogo',
    'PrefillProductOrderInput.salesUnitLogo',
    'SetOrderCategoryInput.image',
    'UploadImageInput.image',
  ],
  resolvers,
  references,
  access,
  isContext: (value): value is Context => isObject(value) && isObject(value['loaders']),
  createServices: createVippsServices,
  createContext: createVippsContext,
});
