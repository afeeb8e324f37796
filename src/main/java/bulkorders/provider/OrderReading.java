package bulkorders.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A placed order as the provider tells of it now. */
public sealed interface OrderReading {

  /**
   * The answer fits what was sent.
   *
   * @param groups progress of every group that was sent, by position
   * @param charge what the provider charges for the order, null when it does not tell
   */
  record Understood(List<GroupProgress> groups, @Nullable Charge charge) implements OrderReading {

    /** The provider told of no charge. */
    public Understood(List<GroupProgress> groups) {
      this(groups, null);
    }
  }

  /** Reads an order that names its numbers: whatever it has is allocated. */
  static OrderReading of(String providerOrderId, OrderRequest sent, NumberOrders numberOrders) {
    NumberOrderReading reading = numberOrders.read(providerOrderId, sent, number -> {});
    return reading.fault() == null
        ? new Understood(progress(providerOrderId, sent, reading))
        : new NotUnderstood("number order %s %s".formatted(providerOrderId, reading.fault()));
  }

  /** How far the groups of an order are that names its numbers and was understood. */
  static List<GroupProgress> progress(
      String providerOrderId, OrderRequest sent, NumberOrderReading reading) {
    int[] numbers = new int[sent.groups().size()];
    sent.numbers().forEach(number -> numbers[number.group()]++);
    List<GroupProgress> progress = new ArrayList<>(numbers.length);
    for (int position = 0; position < numbers.length; position++) {
      progress.add(
          new GroupProgress(
              position,
              reading.status(),
              true,
              numbers[position],
              sent.groups().get(position).shortOf(numbers[position]),
              position == 0
                  ? List.of(new NumberOrderRef(providerOrderId, reading.subNumberOrderIds()))
                  : List.of()));
    }
    return progress;
  }

  /** The answer does not fit what was sent; nothing may be called final on it. */
  record NotUnderstood(String reason) implements OrderReading {}

  /**
   * How far a group is.
   *
   * @param position position of the group in the order
   * @param status the provider's word for it
   * @param settled whether the provider will allocate no further number
   * @param countAllocated numbers allocated so far, null when neither the provider's count nor its
   *     status says how many
   * @param errorReason why numbers are missing, in the provider's words
   * @param numberOrders the number orders it led to
   */
  record GroupProgress(
      int position,
      String status,
      boolean settled,
      @Nullable Integer countAllocated,
      @Nullable String errorReason,
      List<NumberOrderRef> numberOrders) {}

  /** A number order and its parts, by their provider ids. */
  record NumberOrderRef(String numberOrderId, List<String> subNumberOrderIds) {}
}
