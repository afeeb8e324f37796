package bulkorders.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The papers of one number.
 *
 * @param papers in the order of the set
 * @param deadline until when they have to be in
 * @param cancelled whether the number was given up
 * @param rejections how often a review was not content
 */
record NumberPapers(
    RequirementSet set, List<Paper> papers, Instant deadline, boolean cancelled, int rejections) {

  static NumberPapers awaited(RequirementSet set, Instant deadline) {
    return new NumberPapers(
        set, set.types().stream().map(type -> Paper.AWAITED).toList(), deadline, false, 0);
  }

  boolean isApproved() {
    return !cancelled && papers.stream().allMatch(Paper::isApproved);
  }

  /** Whether the customer has to do something. */
  boolean isOpen() {
    return !cancelled && papers.stream().anyMatch(Paper::isOpen);
  }

  boolean isInReview() {
    return !cancelled && !isOpen() && !isApproved();
  }

  /** The documented word for it. */
  String requirementsStatus() {
    if (cancelled) {
      return Status.CANCELLED;
    }
    if (isApproved()) {
      return "approved";
    }
    boolean declined =
        papers.stream().anyMatch(paper -> paper.standing() == Paper.Standing.DECLINED);
    return declined
        ? "requirement-info-exception"
        : isOpen() ? "requirement-info-pending" : "requirement-info-under-review";
  }

  /** With new values; what is approved stays as it is. */
  NumberPapers with(Map<Integer, String> values) {
    List<Paper> next = new ArrayList<>(papers);
    values.forEach(
        (index, value) -> {
          if (!papers.get(index).isApproved()) {
            next.set(index, new Paper(value, Paper.Standing.IN_REVIEW));
          }
        });
    return new NumberPapers(set, List.copyOf(next), deadline, cancelled, rejections);
  }

  NumberPapers approved() {
    return new NumberPapers(
        set,
        papers.stream().map(paper -> paper.now(Paper.Standing.APPROVED)).toList(),
        deadline,
        cancelled,
        rejections);
  }

  /**
   * After a review that was not content.
   *
   * @param indexes of the papers that were declined; the others are approved
   */
  NumberPapers declined(List<Integer> indexes, Instant newDeadline) {
    List<Paper> next = new ArrayList<>();
    for (int i = 0; i < papers.size(); i++) {
      next.add(
          papers
              .get(i)
              .now(indexes.contains(i) ? Paper.Standing.DECLINED : Paper.Standing.APPROVED));
    }
    return new NumberPapers(set, List.copyOf(next), newDeadline, cancelled, rejections + 1);
  }

  NumberPapers until(Instant newDeadline) {
    return new NumberPapers(set, papers, newDeadline, cancelled, rejections);
  }

  NumberPapers givenUp() {
    return new NumberPapers(set, papers, deadline, true, rejections);
  }
}
