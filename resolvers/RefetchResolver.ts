import { Arg, Ctx, ID, Query, Resolver, type ClassType } from 'type-graphql';
import { Merchant } from '../schema/management/Merchant.js';
import { SalesUnit } from '../schema/management/SalesUnit.js';
import { Category } from '../schema/order-management/Category.js';
import { Order } from '../schema/order-management/Order.js';
import { PricePackage } from '../schema/product-orders/PricePackage.js';
import { ProductOrder } from '../schema/product-orders/ProductOrder.js';
import { FeesEntry } from '../schema/report/FeesEntry.js';
import { FundsEntry } from '../schema/report/FundsEntry.js';
import { Ledger } from '../schema/report/Ledger.js';
import { SalesEvent } from '../schema/sales/SalesEvent.js';
import type { Context } from '../src/context/vipps-context.js';
import { nameMerchant, nameSalesUnit } from './management/references.js';
import { nameCategory, nameOrder } from './order-management/references.js';
import { namePricePackage, nameProductOrder } from './product-orders/references.js';
import { nameFeesEntry, nameFundsEntry, nameLedger } from './report/references.js';
import { nameSalesEvent } from './sales/references.js';
import type { NameEntity } from './shared/reference-resolver.js';

/** A root field by which Relay fetches an entity again whose type is `@fetchable`: it has to have this name. */
const Refetch = (type: ClassType) =>
  Query(() => type, {
    name: `fetch__${type.name}`,
    nullable: true,
    description: `One \`${type.name}\` by its global id, for clients that hold nothing else of it, such as Relay's \`@refetchable\`. Null when it does not exist or is not visible to the keys in use.`,
  });

const Id = () => Arg('id', () => ID, { description: 'What its field `id` says.' });

const fetch = (nameEntity: NameEntity, id: string, context: Context): Promise<object | null> =>
  nameEntity({ id }, context).load();

/** Every entity by its global id. There is no `node`: it could have but one owner in a supergraph. */
@Resolver()
export class RefetchResolver {
  @Refetch(SalesUnit)
  salesUnit(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameSalesUnit, id, context);
  }

  @Refetch(Merchant)
  merchant(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameMerchant, id, context);
  }

  @Refetch(ProductOrder)
  productOrder(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameProductOrder, id, context);
  }

  @Refetch(PricePackage)
  pricePackage(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(namePricePackage, id, context);
  }

  @Refetch(Ledger)
  ledger(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameLedger, id, context);
  }

  @Refetch(FundsEntry)
  fundsEntry(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameFundsEntry, id, context);
  }

  @Refetch(FeesEntry)
  feesEntry(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameFeesEntry, id, context);
  }

  @Refetch(SalesEvent)
  salesEvent(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameSalesEvent, id, context);
  }

  @Refetch(Order)
  order(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameOrder, id, context);
  }

  @Refetch(Category)
  category(@Id() id: string, @Ctx() context: Context): Promise<object | null> {
    return fetch(nameCategory, id, context);
  }
}
