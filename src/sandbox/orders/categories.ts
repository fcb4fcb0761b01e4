import { empty, json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import type { StoredCategory } from '../model/orders.js';
import type { SandboxState } from '../state/SandboxState.js';
import { unitRoute } from './for-unit.js';
import { refuse, refuseParams } from './refusals.js';
import { categoryV3, checkBody } from './schemas.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** v3: categories with ids of their own; an order may have several. */
export function categoryRoutes(state: SandboxState): Route[] {
  const { orders } = state;
  return [
    unitRoute(state, 'POST', '/v3/categories', ({ body }, msn) => {
      const checked = checkBody(categoryV3, body);
      if (checked.faults) return refuseParams(state, checked.faults);
      const { orderId, paymentType, type, url, imageId } = checked.value;
      // Unlike v2, this declares no 404.
      if (imageId !== undefined && !orders.hasImage(msn, imageId)) {
        return refuseParams(state, [
          { name: 'ImageId', reason: 'No image with this imageId has been uploaded.' },
        ]);
      }
      const link = { type, url, ...(imageId === undefined ? {} : { imageId }) };
      return json(201, { categoryId: orders.addCategory({ msn, paymentType, orderId }, link) });
    }),

    unitRoute(state, 'GET', '/v3/categories', ({ query }, msn) => {
      const orderId = query.get('orderId');
      if (orderId === null || orderId === '') {
        return refuseParams(state, [{ name: 'orderId', reason: 'The orderId field is required.' }]);
      }
      return json(200, { categories: orders.categories(msn, orderId).map(toCategory) });
    }),

    unitRoute(state, 'GET', '/v3/categories/{categoryId}', (_request, msn, param) => {
      const categoryId = param('categoryId');
      if (!uuid.test(categoryId)) {
        return refuseParams(state, [{ name: 'categoryId', reason: 'The value is not valid.' }]);
      }
      const category = orders.category(msn, categoryId);
      return category ? json(200, toCategory(category)) : notFound();
    }),

    unitRoute(state, 'DELETE', '/v3/categories/{categoryId}', (_request, msn, param) => {
      const category = orders.category(msn, param('categoryId'));
      if (!category) return notFound();
      orders.removeCategory(category.categoryId);
      return empty(200);
    }),
  ];

  function notFound() {
    return refuse(state, 404, 'No such category.');
  }
}

function toCategory({ categoryId, orderId, paymentType, type, url, imageId }: StoredCategory): unknown {
  return { categoryId, orderId, paymentType, type, url, imageId };
}
