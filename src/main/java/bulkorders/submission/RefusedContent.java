package bulkorders.submission;

import bulkorders.provider.Refusal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What becomes of the groups of an order whose content was refused. The group that the provider
 * points at is rejected and the others go on together; when it points at none, the order is halved
 * until the culprit is alone; when it points at a setting of the whole order, all are rejected.
 *
 * @param rejected positions of the groups that end here
 * @param replacements positions of the groups of each order that takes over
 */
record RefusedContent(List<Integer> rejected, List<List<Integer>> replacements) {

  static RefusedContent of(Refusal refusal, int groups) {
    List<Integer> all = IntStream.range(0, groups).boxed().toList();
    if (refusal.orderLevel() || groups == 1) {
      return new RefusedContent(all, List.of());
    }
    Integer culprit = refusal.group();
    if (culprit != null && culprit >= 0 && culprit < groups) {
      List<Integer> others = all.stream().filter(position -> !position.equals(culprit)).toList();
      return new RefusedContent(List.of(culprit), List.of(others));
    }
    int half = groups / 2;
    return new RefusedContent(List.of(), List.of(all.subList(0, half), all.subList(half, groups)));
  }
}
