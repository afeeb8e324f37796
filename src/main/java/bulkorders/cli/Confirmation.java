package bulkorders.cli;

import bulkorders.job.InputRefusedException;
import bulkorders.job.Launch;
import bulkorders.job.StopSignal;
import bulkorders.ledger.PlanHash;
import bulkorders.ledger.RepeatMode;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.StockFigures;
import bulkorders.provider.Balance;
import bulkorders.provider.NumberProvider;
import bulkorders.run.RunStoppedException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a person what is about to be bought, and has the number of numbers typed. */
final class Confirmation {

  private static final long LOOK_FOR_STOP_EVERY_MILLIS = 200;

  private final Terminal terminal;
  private final boolean given;
  private final @Nullable String approved;
  private final @Nullable Long maxNumbers;
  private final @Nullable MaxCost maxCost;

  /**
   * @param given whether nobody has to be asked
   * @param approved hash of the plan that a person approved, which is as good as asking; null when
   *     none was given
   * @param maxNumbers numbers above which nothing is ordered, null for no limit
   * @param maxCost cost above which nothing is ordered, null for no limit
   */
  Confirmation(
      Terminal terminal,
      boolean given,
      @Nullable String approved,
      @Nullable Long maxNumbers,
      @Nullable MaxCost maxCost) {
    this.terminal = terminal;
    this.given = given || approved != null;
    this.approved = approved;
    this.maxNumbers = maxNumbers;
    this.maxCost = maxCost;
  }

  /**
   * Refuses a live order that nobody can confirm, before anything is read.
   *
   * @param others throw what is to be told first: whoever gives --yes next should not be refused
   *     once more
   */
  void requireAnswerable(Runnable others) {
    if (!given && !terminal.isInteractive()) {
      others.run();
      throw new RefusedException(
          "a live order is confirmed by typing its number of numbers, and there is no terminal;"
              + " give --yes to order without, --approved HASH to order what plan showed, or"
              + " --sandbox to rehearse");
    }
  }

  Launch.Question in(Session session) {
    StopSignal stopSignal = session.get(StopSignal.class);
    return (figures, accounts) -> isConfirmed(figures, accounts, stopSignal);
  }

  private boolean isConfirmed(
      RunFigures figures, Map<String, NumberProvider> accounts, StopSignal stopSignal) {
    long numbers = figures.numbersToPlace();
    if (approved != null) {
      requireApproved(figures, approved);
    }
    if (maxNumbers != null && numbers > maxNumbers) {
      throw tooMany(figures, maxNumbers);
    }
    if (maxCost != null) {
      maxCost
          .excess(figures.cost())
          .ifPresent(
              excess -> {
                throw refusal(figures, excess);
              });
    }
    return given || ask(figures, numbers, accounts, stopSignal);
  }

  private static RuntimeException tooMany(RunFigures figures, long maxNumbers) {
    return refusal(
        figures,
        "%d numbers are %s, more than --max-numbers %d"
            .formatted(
                figures.numbersToPlace(),
                isBegun(figures) ? "yet to be ordered" : "planned",
                maxNumbers));
  }

  private static boolean isBegun(RunFigures figures) {
    return figures.ordersToPlace() < figures.ordersTotal();
  }

  /** A run of which nothing is placed is refused; one that has begun is left as it is. */
  private static RuntimeException refusal(RunFigures figures, String why) {
    return isBegun(figures)
        ? new RunStoppedException(why + "; none of them was ordered now")
        : new InputRefusedException(why + "; nothing was ordered");
  }

  /** Nothing is placed yet of a run whose plan could have moved. */
  private static void requireApproved(RunFigures figures, String approved) {
    String actual = String.valueOf(figures.run().planHash());
    PlanHash.moved(approved, actual)
        .ifPresent(
            moved -> {
              throw new InputRefusedException(
                  "--approved %s: %s; nothing was ordered. The plan at hand is %s; look at it with: bulk-orders plan"
                      .formatted(approved, moved, actual));
            });
  }

  private boolean ask(
      RunFigures figures,
      long numbers,
      Map<String, NumberProvider> accounts,
      StopSignal stopSignal) {
    // Asked for before anything is shown: a key that is refused stops the run.
    String balances = balances(accounts);
    Run run = figures.run();
    terminal
        .err()
        .printf(
            "%nAbout to order at %s, account %s (live)%n",
            run.provider(), String.join(", ", accounts.keySet()));
    fact("input", "%s, run %d".formatted(run.inputName(), run.id()));
    if (run.businessDate() != null) {
      fact("date", run.businessDate());
    }
    fact("orders", "%,d".formatted(figures.ordersToPlace()));
    fact("numbers", "%,d".formatted(numbers));
    fact("rejected", ResultPrinter.counted(figures.rowsRejected(), "row", "rows"));
    if (run.repeatMode() == RepeatMode.ALLOW) {
      fact("repeats", "not looked for (--repeat allow, or --run-key)");
    } else {
      fact("repeats", ResultPrinter.counted(run.rowsRepeated(), "row", "rows") + " left out");
    }
    fact("balance", balances);
    fact("cost", CostText.line(figures));
    StockFigures stock = figures.stock();
    if (stock == null) {
      fact("not known", "how many of the numbers are in stock");
    } else {
      fact("stock", StockText.line(stock));
    }
    fact("plan", run.planHash());
    terminal.err().print("Type the number of numbers to order them, anything else to stop: ");
    terminal.err().flush();
    String answer = answer(stopSignal);
    return answer != null && answer.strip().replace(",", "").equals(String.valueOf(numbers));
  }

  private void fact(String name, @Nullable Object value) {
    terminal.err().printf("  %-9s %s%n", name, value);
  }

  private static String balances(Map<String, NumberProvider> accounts) {
    return accounts.entrySet().stream()
        .map(
            account ->
                account.getValue().balance().map(Confirmation::line).orElse("not told")
                    + (accounts.size() == 1 ? "" : " at " + account.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String line(Balance balance) {
    BigDecimal available = balance.available() == null ? balance.balance() : balance.available();
    return "%,.2f %s".formatted(available, balance.currency());
  }

  /** What was typed; null when a stop was asked for meanwhile. */
  private @Nullable String answer(StopSignal stopSignal) {
    CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(terminal::readLine);
    while (!stopSignal.isGiven()) {
      try {
        return line.get(LOOK_FOR_STOP_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Nothing typed yet.
      } catch (ExecutionException e) {
        return null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }
}
