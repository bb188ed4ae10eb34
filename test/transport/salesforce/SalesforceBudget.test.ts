import { SourceBudgetError } from '../../../server/errors.ts';
import { SalesforceBudget } from '../../../server/transport/salesforce/SalesforceBudget.ts';
import { ManualClock } from '../support/ManualClock.ts';

const usage = (used: number, limit: number) => new Headers({ 'Sforce-Limit-Info': `api-usage=${used}/${limit}` });

describe('Salesforce’s daily requests', () => {
  it('are used up to three quarters, whoever used them', async () => {
    const budget = new SalesforceBudget(0.75, new ManualClock());
    await budget.admit();
    budget.observe('/services/data', usage(7_499, 10_000));
    await budget.admit();
    budget.observe('/services/data', usage(7_500, 10_000));
    await expect(budget.admit()).rejects.toThrow(SourceBudgetError);
    await expect(budget.admit()).rejects.toThrow('7500 of the 10000 API requests of 24 hours are used');
  });

  it('are asked about anew after a while, or a server would refuse for ever', async () => {
    const clock = new ManualClock();
    const budget = new SalesforceBudget(0.75, clock);
    budget.observe('/services/data', usage(9_000, 10_000));
    clock.advance(10 * 60_000);
    await budget.admit();
    await expect(budget.admit()).rejects.toThrow(SourceBudgetError);
    budget.observe('/services/data', usage(10, 10_000));
    await budget.admit();
    expect(budget.allowance).toEqual({ used: 10, limit: 10_000 });
  });
});
