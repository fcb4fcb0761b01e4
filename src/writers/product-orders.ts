import { vippsApis } from '../clients/apis.js';
import { requiredKeys } from '../clients/required-keys.js';
import type { PartnerClient, WirePartnerOrder, WirePartnerOrderRequest } from '../clients/partner.js';
import type {
  ProductOrderClient,
  WirePrefilledOrder,
  WirePrefillRequest,
} from '../clients/product-orders.js';
import type { WireBusinessIdentifier } from '../clients/management.js';
import type { Tenant } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { lookScope, type CallScope } from '../http/call-scope.js';
import type { ProductOrderLoaders } from '../loaders/product-orders.js';
import { notThere } from '../loaders/visibility.js';
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
  readonly seesMerchant: (identifier: WireBusinessIdentifier) => Promise<boolean>;
}

/** Changes of product orders for one request; `loaders` are told what they make old. */
export function createProductOrderWriter(parts: ProductOrderWriterParts): ProductOrderWriter {
  const { client, partner, loaders, tenant, scope, seesMerchant } = parts;

  function forgetting<T>(productOrderId: string | undefined, change: () => Promise<T>): Promise<T> {
    return thenForget(change, (outcome) => {
      loaders.forget(productOrderId, outcome);
    });
  }

  /** Of a merchant that is not known to it a tenant would not see what it has ordered. */
  async function checkMerchant(identifier: WireBusinessIdentifier): Promise<void> {
    if (await seesMerchant(identifier)) return;
    throw new GraphError(
      'FORBIDDEN',
      'This tenant may see some sales units only, and orders products for their merchants only.',
    );
  }

  return {
    prefill: async (body, key) => {
      await checkMerchant(body.businessIdentifier);
      return forgetting(undefined, () =>
        client.orderProduct(requiredKeys(tenant, vippsApis.management), scope, body, key),
      );
    },
    prefillByPartnerApi: async (body, key) => {
      await checkMerchant({ scheme: 'business:NO:ORG', id: body.orgno });
      return forgetting(undefined, () =>
        partner.orderProduct(requiredKeys(tenant, vippsApis.partner), scope, body, key),
      );
    },
    withdraw: async (productOrderId) => {
      // Only the order tells whose it is.
      if (tenant.msns !== undefined && (await loaders.order.load(productOrderId)) === null)
        throw notThere(vippsApis.management, 'deleteProductOrder');
      return forgetting(productOrderId, async () => {
        const keys = requiredKeys(tenant, vippsApis.management);
        try {
          await client.deleteProductOrder(keys, scope, productOrderId);
        } catch (error) {
          if (!(error instanceof UpstreamError && error.code === 'OUTCOME_UNKNOWN')) throw error;
          // A look tells: an order that is gone is what was asked for. If it is still there, it may yet go.
          const look = lookScope(scope);
          const left = await client.getProductOrderDetails(keys, look, productOrderId).catch(() => error);
          if (left !== null) throw error;
        }
      });
    },
  };
}
