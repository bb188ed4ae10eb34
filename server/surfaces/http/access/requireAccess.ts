import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { Request } from 'express';
import { ForbiddenError, UnauthenticatedError } from '../../../errors.ts';
import type { Flows } from '../../../flows/Flows.ts';
import type { SalesforceTokenSettings } from '../../../settings.ts';
import type { Access } from '../Route.ts';
import { PermissionCache } from './PermissionCache.ts';
import { salesforceTokenVerifier } from './verifySalesforceToken.ts';

export interface AccessOptions {
  /** What the lock of the data folder tells this machine's own command line; null: there is no such folder. */
  readonly localToken: string | null;
  /** Null: no Salesforce user is let in. */
  readonly salesforceTokens: SalesforceTokenSettings | null;
}

/** Who is asking, for the log: a Salesforce user's id, `local`, or `anybody`. Throws for who may not. */
export type RequireAccess = (request: Request, access: Access) => Promise<string>;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Decides who may use a route: UnauthenticatedError for who is not known, ForbiddenError for who lacks the permission. */
export function accessControl(options: AccessOptions, flows: Flows): RequireAccess {
  const permissions = new PermissionCache((userId) => flows.permissionsOf(userId));
  const verify =
    options.salesforceTokens && salesforceTokenVerifier(options.salesforceTokens, () => flows.pinnedOrgId());

  return async (request, access) => {
    if (access === 'public') return 'anybody';
    const token = bearerToken(request);
    if (options.localToken !== null && sameText(token, options.localToken)) {
      if (isLocal(request)) return 'local';
      throw new UnauthenticatedError('The local token is only taken from the machine that this server runs on.');
    }
    if (!verify) {
      throw new UnauthenticatedError(
        'The bearer token is not the local one, and Salesforce’s cannot be checked: LINKPROOF_JWT_PUBLIC_KEY_FILE is not set.',
      );
    }
    const userId = await verify(token);
    if (access === 'local') {
      throw new ForbiddenError(
        'Only the command line does this, on the machine that Linkproof runs on. Use linkproof there.',
      );
    }
    if ((await permissions.permissionsOf(userId)).includes(access)) return userId;
    throw new ForbiddenError(
      `The Salesforce user ${userId} does not hold the custom permission ${access}. Assign a Linkproof permission set that carries it; that takes effect within a minute.`,
    );
  };
}

function bearerToken(request: Request): string {
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token) return token;
  throw new UnauthenticatedError('Found no bearer token. Send one as `Authorization: Bearer ...`.');
}

/** Compares digests, so that the time taken tells neither where two texts differ nor how long they are. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** By the connection itself; a header such as X-Forwarded-For is the client's own word. */
function isLocal({ socket: { remoteAddress = '' } }: Request): boolean {
  return remoteAddress !== '' && loopback.check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4');
}
