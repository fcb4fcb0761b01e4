import { IncomingMessage } from 'node:http';

/**
 * A request that becomes a WebSocket if it asks for that, and for no other protocol. Others are asked for by clients that would
 * take HTTP/2 as well, and go on without: a server may ignore what they ask for (RFC 9110, 7.8).
 *
 * Node looks at `upgrade` once it has read the headers. Its own `shouldUpgradeCallback` is not there before 24.9: all
 * upgrades would come to who takes any.
 */
export class UpgradableMessage extends IncomingMessage {
  /** Set before this class has its fields, so it declares none. */
  declare private asksForUpgrade: boolean;

  set upgrade(asks: boolean) {
    this.asksForUpgrade = asks;
  }

  get upgrade(): boolean {
    if (!this.asksForUpgrade) return false;
    return this.method === 'CONNECT' || this.headers.upgrade?.toLowerCase() === 'websocket';
  }
}
