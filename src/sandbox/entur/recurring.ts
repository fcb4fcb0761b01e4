import { z } from 'zod';
import { empty, json, type Answer } from '../http/answer.js';
import type { SandboxRequest } from '../http/request.js';
import type { Params, Route } from '../http/router.js';
import { channelHeader, serviceOf } from './guard.js';
import type { StoredCard } from './model/payment.js';
import { withBody } from './rules/body.js';
import { refuse } from './rules/errors.js';
import type { EnturState } from './state/EnturState.js';

const cardRequest = z.object({ customerNumber: z.string().min(1), nickname: z.string().default('') });
const cardChange = z.object({ nickname: z.string().optional(), isPrimary: z.boolean().optional() });
const terminalRequest = z.object({ redirectUrl: z.string().min(1) });

/** Stored cards. */
export function recurringRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  const base = '/v1/recurring-payments';
  const onCard = (request: SandboxRequest, param: Params, use: (card: StoredCard) => Answer): Answer => {
    const card = state.dataNow().cards.get(Number(param('recurringPaymentId')));
    return card && card.recurringStatus !== 'CANCELLED'
      ? use(card)
      : refuse(state, request, { status: 404, message: 'Recurring payment not found.' });
  };
  const put = (card: StoredCard): Answer => {
    const { cards } = state.dataNow();
    cards.set(card.recurringPaymentId, card);
    // A customer has one primary card.
    for (const other of cards.values()) {
      const isReplaced = card.primary && other.primary && other.customerNumber === card.customerNumber;
      if (isReplaced && other !== card) cards.set(other.recurringPaymentId, { ...other, primary: false });
    }
    return json(200, card);
  };

  return [
    route('GET', base, [], (request) => {
      const customerNumber = request.query.get('customerNumber');
      if (!customerNumber)
        return refuse(state, request, {
          status: 400,
          message: "Required parameter 'customerNumber' is missing",
        });
      const hiddenStates =
        request.query.get('includeExpired') === 'true' ? ['CANCELLED'] : ['CANCELLED', 'EXPIRED'];
      const cards = [...state.dataNow().cards.values()].filter(
        (card) => card.customerNumber === customerNumber && !hiddenStates.includes(card.recurringStatus),
      );
      return json(200, cards);
    }),

    route(
      'POST',
      base,
      channelHeader,
      withBody(state, cardRequest, ({ customerNumber, nickname }) =>
        put({
          recurringPaymentId: state.dataNow().nextId(),
          customerNumber,
          nickname,
          primary: false,
          recurringStatus: 'CREATED',
          paymentType: 'VISA',
          maskedPan: '',
          cardExpiresAt: '',
          expiresAt: '',
        }),
      ),
    ),

    route(
      'PATCH',
      `${base}/{recurringPaymentId}`,
      channelHeader,
      withBody(state, cardChange, ({ nickname, isPrimary }, request, param) =>
        onCard(request, param, (card) =>
          put({ ...card, nickname: nickname ?? card.nickname, primary: isPrimary ?? card.primary }),
        ),
      ),
    ),

    route('DELETE', `${base}/{recurringPaymentId}`, channelHeader, (request, param) =>
      onCard(request, param, (card) => {
        put({ ...card, recurringStatus: 'CANCELLED', primary: false });
        return empty(204);
      }),
    ),

    route(
      'POST',
      `${base}/{recurringPaymentId}/terminal`,
      channelHeader,
      withBody(state, terminalRequest, (_body, request, param) =>
        onCard(request, param, ({ recurringPaymentId }) =>
          json(200, {
            recurringPaymentId,
            terminalUri: `https://terminal.entur.sandbox/recurring/${String(recurringPaymentId)}`,
          }),
        ),
      ),
    ),

    route('PUT', `${base}/{recurringPaymentId}/authorize`, channelHeader, (request, param) =>
      onCard(request, param, (card) =>
        put({
          ...card,
          recurringStatus: 'ACTIVE',
          maskedPan: '4925********4417',
          cardExpiresAt: '2029-12-31T00:00:00Z',
          expiresAt: '2029-12-31T00:00:00Z',
        }),
      ),
    ),
  ];
}
