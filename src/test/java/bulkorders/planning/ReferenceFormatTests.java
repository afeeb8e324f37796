package bulkorders.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ReferenceFormatTests {

  private static final String HASH_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String TAG = "gwefhqpt72fy4a7m";

  /**
   * Computed with {@code sha256sum} and {@code base32} over {@code 64:ba78…15ad,12:bulkOrderJob,…}.
   * These values must never change: a changed tag does not find the orders placed before.
   */
  @Example
  void tagsAreTheOnesOfEveryEarlierVersion() {
    assertThat(ReferenceFormat.tag(HASH_OF_ABC, "bulkOrderJob", "", null, "telnyx")).isEqualTo(TAG);
    assertThat(
            ReferenceFormat.tag(
                HASH_OF_ABC, "bulkOrderJob", "nightly", LocalDate.of(2026, 3, 1), "telnyx"))
        .isEqualTo("hfibix3ukcg53w3e");
  }

  @Property
  void tagsDifferWhereverTheSameTextIsCutIntoOtherFields(
      @ForAll @AlphaChars @NumericChars @Chars({':', ',', '|', '\n', 'é'}) @StringLength(max = 20)
          String text,
      @ForAll @Size(3) List<@IntRange(min = 0, max = 20) Integer> cuts,
      @ForAll @Size(3) List<@IntRange(min = 0, max = 20) Integer> otherCuts) {
    List<String> fields = cut(text, cuts);
    List<String> otherFields = cut(text, otherCuts);

    assertThat(tag(fields).equals(tag(otherFields))).isEqualTo(fields.equals(otherFields));
  }

  @Example
  void fieldsDoNotRunTogether() {
    assertThat(tag(List.of("a", "bc", "", ""))).isNotEqualTo(tag(List.of("ab", "c", "", "")));
    assertThat(tag(List.of("a", "b", "", ""))).isNotEqualTo(tag(List.of("a", "", "b", "")));
    assertThat(tag(List.of("a", "1:b,", "", ""))).isNotEqualTo(tag(List.of("a", "b", "", "")));
  }

  @Example
  void theBusinessDateBelongsToTheTag() {
    LocalDate day = LocalDate.of(2026, 3, 1);
    assertThat(
            List.of(
                ReferenceFormat.tag("a", "b", "c", null, "d"),
                ReferenceFormat.tag("a", "b", "c", day, "d"),
                ReferenceFormat.tag("a", "b", "c", day.plusDays(1), "d")))
        .doesNotHaveDuplicates();
  }

  @Property
  void everyReferenceHasTheFormOfAReference(
      @ForAll @StringLength(max = 80) String customerReference,
      @ForAll String runKey,
      @ForAll @IntRange(min = 1) int orderNumber,
      @ForAll @IntRange int replacement) {
    String tag = ReferenceFormat.tag(HASH_OF_ABC, "bulkOrderJob", runKey, null, "telnyx");

    String reference = ReferenceFormat.reference(customerReference, tag, orderNumber, replacement);

    assertThat(tag).matches("[a-z2-7]{16}");
    assertThat(reference)
        .matches("[A-Za-z0-9._-]{1,64}")
        .endsWith("bo" + tag + "." + orderNumber + (replacement > 0 ? ".r" + replacement : ""));
    assertThat(ReferenceFormat.carriesTag(reference, tag)).isTrue();
    assertThat(ReferenceFormat.carriesTag(reference, TAG)).isEqualTo(tag.equals(TAG));
  }

  @Property
  void anAllowedCustomerReferenceOfUpTo32CharactersIsKeptAsItIs(
      @ForAll @AlphaChars @NumericChars @Chars({'.', '_', '-'}) @StringLength(min = 1, max = 32)
          String customerReference) {
    assertThat(ReferenceFormat.reference(customerReference, TAG, 9_999_999, 99))
        .isEqualTo(customerReference + ".bo" + TAG + ".9999999.r99");
  }

  @Example
  void theCustomerReferenceIsSanitisedAndCutTo32Characters() {
    assertThat(ReferenceFormat.reference("batch 7 / line #12", TAG, 1, 0))
        .isEqualTo("batch-7-line-12.bo" + TAG + ".1");
    assertThat(ReferenceFormat.reference(" Zürich\n", TAG, 1, 0))
        .isEqualTo("Zurich.bo" + TAG + ".1");
    assertThat(ReferenceFormat.reference("x".repeat(33), TAG, 1, 0))
        .isEqualTo("x".repeat(32) + ".bo" + TAG + ".1");
  }

  @Example
  void withoutCustomerReferenceTheReferenceBeginsWithOurPart() {
    assertThat(ReferenceFormat.reference(null, TAG, 12, 0)).isEqualTo("bo" + TAG + ".12");
    assertThat(ReferenceFormat.reference("  ", TAG, 12, 3)).isEqualTo("bo" + TAG + ".12.r3");
  }

  @Example
  void theLongestReferenceGivesUpOnlyCharactersOfTheCustomer() {
    assertThat(ReferenceFormat.reference("x".repeat(40), TAG, Integer.MAX_VALUE, Integer.MAX_VALUE))
        .hasSize(64)
        .endsWith("x.bo" + TAG + ".2147483647.r2147483647");
  }

  @Example
  void aReferenceInsideTheCustomersPartIsNotOurs() {
    String earlier = ReferenceFormat.reference(null, TAG, 1, 0);
    String tag = "aaaaaaaaaaaaaaaa";
    String reference = ReferenceFormat.reference(earlier, tag, 2, 0);

    assertThat(ReferenceFormat.carriesTag(reference, tag)).isTrue();
    assertThat(ReferenceFormat.carriesTag(reference, TAG)).isFalse();
    assertThat(ReferenceFormat.carriesTag("xbo" + TAG + ".1", TAG)).isFalse();
    assertThat(ReferenceFormat.carriesTag("bo" + TAG + ".1.x", TAG)).isFalse();
    assertThat(ReferenceFormat.carriesTag(null, TAG)).isFalse();
  }

  @Example
  void whatIsNoTagOrNoNumberIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceFormat.reference(null, "TAG", 1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceFormat.reference(null, TAG, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceFormat.reference(null, TAG, 1, -1));
  }

  private static List<String> cut(String text, List<Integer> cuts) {
    int[] at = cuts.stream().mapToInt(c -> Math.min(c, text.length())).sorted().toArray();
    return Arrays.asList(
        text.substring(0, at[0]),
        text.substring(at[0], at[1]),
        text.substring(at[1], at[2]),
        text.substring(at[2]));
  }

  private static String tag(List<String> fields) {
    return ReferenceFormat.tag(fields.get(0), fields.get(1), fields.get(2), null, fields.get(3));
  }
}
