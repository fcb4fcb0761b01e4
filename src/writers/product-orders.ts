import { vippsApis } from '../clients/apis.js';
import { classicKeys } from '../clients/required-keys.js';
import type { PartnerClient, WirePartnerOrder, WirePartnerOrderRequest } from '../clients/partner.js';
import type {
  ProductOrderClient,
  WirePrefilledOrder,
  WirePrefillRequest,
} from '../clients/product-orders.js';
import type { Tenant } from '../config.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { lookScope, type CallScope } from '../http/call-scope.js';
import type { ProductOrderLoaders } from '../loaders/product-orders.js';
import { thenForget } from './then-forget.js';

/** Changes of product orders. What the change touches is forgotten before the caller hears of it. */
export interface ProductOrderWriter {
  /** @throws UpstreamError; OUTCOME_UNKNOWN when an order may have been made */
  prefill(body: WirePrefillRequest, idempotencyKey: string): Promise<WirePrefilledOrder>;
  /** The same over the older Partner API. @throws as above */
  prefillByPartnerApi(body: WirePartnerOrderRequest, idempotencyKey: string): Promise<WirePartnerOrder>;
  /** @throws UpstreamError; NOT_FOUND when there is no such order; OUTCOME_UNKNOWN when it may be gone */
  withdraw(productOrderId: string): Promise<void>;
}

export interface ProductOrderWriterParts {
  readonly client: ProductOrderClient;
  readonly partner: PartnerClient;
  readonly loaders: ProductOrderLoaders;
  readonly tenant: Tenant;
  readonly scope: CallScope;
}

/** Changes of product orders for one request; `loaders` are told what they make old. */
export function createProductOrderWriter(parts: ProductOrderWriterParts): ProductOrderWriter {
  const { client, partner, loaders, tenant, scope } = parts;

  function forgetting<T>(productOrderId: string | undefined, change: () => Promise<T>): Promise<T> {
    return thenForget(change, (outcome) => {
      loaders.forget(productOrderId, outcome);
    });
  }

  return {
    prefill: (body, key) =>
      forgetting(undefined, () =>
        client.orderProduct(classicKeys(tenant, vippsApis.management), scope, body, key),
      ),
    prefillByPartnerApi: (body, key) =>
      forgetting(undefined, () =>
        partner.orderProduct(classicKeys(tenant, vippsApis.partner), scope, body, key),
      ),
    withdraw: (productOrderId) =>
      forgetting(productOrderId, async () => {
        const keys = classicKeys(tenant, vippsApis.management);
        try {
          await client.deleteProductOrder(keys, scope, productOrderId);
        } catch (error) {
          if (!(error instanceof UpstreamError && error.code === 'OUTCOME_UNKNOWN')) throw error;
          // A look tells: an order that is gone is what was asked for. If it is still there, it may yet go.
          const look = lookScope(scope);
          const left = await client.getProductOrderDetails(keys, look, productOrderId).catch(() => error);
          if (left !== null) throw error;
        }
      }),
  };
}
