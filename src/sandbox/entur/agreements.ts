import { z } from 'zod';
import { json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { channelHeader, serviceOf } from './guard.js';
import type { StoredAgreement } from './model/payment.js';
import { accepting } from './rules/accept.js';
import { withBody } from './rules/body.js';
import { refuse } from './rules/errors.js';
import type { EnturState } from './state/EnturState.js';
import { toAgreement } from './views.js';

const agreementRequest = z.object({
  customerNumber: z.string().min(1),
  phoneNumber: z.string().min(1),
  productName: z.string().min(1),
  pricing: z.looseObject({ agreementType: z.string(), amount: z.int(), currency: z.string() }),
  agreementProvider: z.literal('VIPPS'),
});

/** Answers with agreements are declared as HAL. */
const HAL = 'application/hal+json';
const hal = { 'content-type': HAL };

/** Agreements with Vipps to pay again and again. Stopping one has no public path. */
export function agreementRoutes(state: EnturState): Route[] {
  const anyRoute = serviceOf(state);
  const route: typeof anyRoute = (method, path, declared, handle) =>
    anyRoute(method, path, declared, accepting(state, HAL, handle));
  return [
    route('GET', '/v1/payment-agreements/{agreementId}', [], (request, param) => {
      const agreement = state.dataNow().agreements.get(Number(param('agreementId')));
      return agreement
        ? json(200, toAgreement(agreement), hal)
        : refuse(state, request, { status: 404, message: 'Payment agreement not found.' });
    }),

    // Inferred: the operations are documented, their paths are not.
    route('GET', '/v1/payment-agreements', [], (request) => {
      const customerNumber = request.query.get('customerNumber');
      if (!customerNumber)
        return refuse(state, request, {
          status: 400,
          message: "Required parameter 'customerNumber' is missing",
        });
      const statuses = request.query.getAll('status');
      const found = [...state.dataNow().agreements.values()].filter(
        (agreement) =>
          agreement.customerNumber === customerNumber &&
          (statuses.length === 0 || statuses.includes(agreement.status)),
      );
      return json(200, found.map(toAgreement), hal);
    }),
    route(
      'POST',
      '/v1/payment-agreements',
      channelHeader,
      withBody(state, agreementRequest, ({ customerNumber, productName, pricing, agreementProvider }) => {
        const agreementId = state.dataNow().nextId();
        const agreement: StoredAgreement = {
          agreementId,
          customerNumber,
          status: 'PENDING',
          productName,
          pricing,
          providerData: { agreementProvider, externalAgreementId: `agr_${String(agreementId)}` },
          createdAt: state.clock.now(),
        };
        state.dataNow().agreements.set(agreementId, agreement);
        return json(200, toAgreement(agreement), hal);
      }),
    ),
  ];
}
