import type { Request, Response } from 'express';
import { BadRequestError } from '../../errors.ts';
import type { ActingUser } from '../views.ts';

const COOKIE = 'linkproof_workbench_user';

/** Who acts on the page: the first user until another is chosen; the browser remembers by a cookie. */
export class ActingUsers {
  readonly all: readonly [ActingUser, ...ActingUser[]];

  /** @throws Error when there is nobody to act as. */
  constructor(users: readonly ActingUser[]) {
    const [first, ...others] = users;
    if (!first) throw new Error('the workbench needs at least one acting user');
    this.all = [first, ...others];
  }

  of(request: Request): ActingUser {
    const cookies = (request.get('cookie') ?? '').split(';').map((cookie) => cookie.trim());
    const chosen = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
    return this.all.find(({ id }) => id === chosen) ?? this.all[0];
  }

  /** @throws BadRequestError for somebody who is not on the list. */
  choose(response: Response, userId: unknown): ActingUser {
    const user = this.all.find(({ id }) => id === userId);
    if (!user) throw new BadRequestError('userId must be one of the users that GET /workbench/session lists');
    response.cookie(COOKIE, user.id, { httpOnly: true, sameSite: 'strict', path: '/' });
    return user;
  }
}
