import { z } from 'zod';
import { json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { serviceOf } from './guard.js';
import { withBody } from './rules/body.js';
import { refuse, refuseFaults } from './rules/errors.js';
import { onOrder } from './rules/on-order.js';
import type { EnturState } from './state/EnturState.js';

const receiptTypes = ['SALE', 'REFUND', 'CANCEL', 'CHANGE'];

const receiptRequest = z.object({
  orderId: z.string().min(1),
  orderVersion: z.int().min(1),
  distribution: z
    .object({ email: z.string().nullish(), telephone: z.string().nullish() })
    .refine(({ email, telephone }) => email || telephone, 'email or telephone is needed.'),
  receiptLanguage: z.enum(['nob', 'eng']).default('nob'),
  serialNumber: z.string().nullish(),
  copyReceipt: z.boolean().nullish(),
});

/** Receipts are made and sent in one. */
export function receiptRoutes(state: EnturState): Route[] {
  return [
    serviceOf(state)(
      'POST',
      '/v1/receipts/send',
      [],
      withBody(state, receiptRequest, ({ orderId, orderVersion }, request) => {
        const type = request.query.get('receiptType');
        if (type !== null && !receiptTypes.includes(type)) {
          const message = `Must be one of ${receiptTypes.join(', ')}.`;
          return refuseFaults(state, request, [{ field: 'receiptType', message }]);
        }
        return onOrder(state, request, orderId, (order) => {
          if (orderVersion > order.version)
            return refuse(state, request, { status: 404, message: `Order ${orderId} has no such version.` });
          const isPaid = order.paymentRefs.some((ref) => ref.orderVersion === orderVersion);
          const credits = [...state.dataNow().credits.values()];
          const isCredited = credits.some(
            (credit) => credit.orderId === orderId && credit.orderVersion === orderVersion,
          );
          if (!isPaid && !isCredited) {
            const message = 'Only versions with a payment or a credit have receipts.';
            return refuse(state, request, { status: 409, message });
          }
          return json(200, { reference: state.dataNow().nextUuid('receipt') });
        });
      }),
    ),
  ];
}
