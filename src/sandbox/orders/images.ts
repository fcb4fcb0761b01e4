import { json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import type { SandboxState } from '../state/SandboxState.js';
import { unitRoute, type UnitHandler } from './for-unit.js';
import { imageFault } from './image-rules.js';
import { refuse, refuseParams } from './refusals.js';
import { checkBody, image } from './schemas.js';

/** Images are uploaded once and stay: they can't be read, replaced or removed. */
export function imageRoutes(state: SandboxState): Route[] {
  const { orders, quirks } = state;
  const upload: UnitHandler = ({ body }, msn) => {
    const checked = checkBody(image, body);
    if (checked.faults) return refuseParams(state, checked.faults);
    const { imageId, src } = checked.value;
    const fault = imageFault(src);
    if (fault !== null) return refuseParams(state, [{ name: 'Src', reason: fault }]);
    if (orders.hasImage(msn, imageId)) {
      return quirks.values.duplicateImageAs400
        ? refuse(state, 400, 'The imageId is a duplicate.')
        : refuse(state, 409, 'An image with this imageId has been uploaded before.');
    }
    orders.addImage(msn, imageId);
    return json(200, { imageId });
  };
  // A well-known caller ends the path with a slash, and the live server takes it.
  return ['/v1/images', '/v1/images/'].map((path) => unitRoute(state, 'POST', path, upload));
}
