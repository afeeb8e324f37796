package bulkorders.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The regulatory papers of ordered numbers: what a provider asks for, and giving it. What is given
 * is personal data; nothing that this says repeats it, except to who asked for it.
 *
 * <p>Reading and setting may be repeated. Making a document, an address or a comment may not: each
 * leaves at most once for each call, and what carries a reference can be found again by it.
 *
 * <p>All methods throw {@link ProviderUnavailableException} when the provider does not answer or
 * refuses the account, and {@link bulkorders.run.RunStoppedException} when a stop was asked for.
 */
public interface Papers {

  /**
   * Reads what the numbers of a number order are asked for.
   *
   * @param numberOrderId the provider's id
   * @param numbers receives each number, also those of which nothing is asked any more; some may
   *     come more than once
   * @return why this may not be all; empty when it is
   */
  Optional<String> read(String numberOrderId, Consumer<AskedNumber> numbers);

  /** What a kind of number is asked for, as far as the provider tells; without it nothing. */
  List<Rule> rules(String countryIso, String phoneNumberType);

  /** What was said about a part of a number order, by either side, in the provider's order. */
  List<Comment> comments(String subNumberOrderId);

  /**
   * Gives a value to all numbers of a part of a number order.
   *
   * @param values values by the id of their requirement
   * @return why the provider would not; empty when it did
   */
  Optional<String> giveToPart(String subNumberOrderId, Map<String, String> values);

  /**
   * Gives a value to one number.
   *
   * @param orderedNumberId the provider's id of the number in its order
   * @param values values by the id of their requirement
   * @return why the provider would not; empty when it did
   */
  Optional<String> giveToNumber(String orderedNumberId, Map<String, String> values);

  /**
   * Has a group of papers stand for what a part of a number order is asked for. Doing it again
   * changes nothing.
   *
   * @return why the provider would not; empty when it did
   */
  Optional<String> attachToPart(String subNumberOrderId, String requirementGroupId);

  /**
   * The same for one number.
   *
   * @param orderedNumberId the provider's id of the number in its order
   */
  Optional<String> attachToNumber(String orderedNumberId, String requirementGroupId);

  /** The id of the newest document with a reference; empty when there is none. */
  Optional<String> findDocument(String reference);

  /** The id of an address with a reference; empty when there is none. */
  Optional<String> findAddress(String reference);

  /**
   * Uploads a document once. As long as no number refers to it the provider keeps it for a short
   * time only: 30 minutes at Telnyx.
   *
   * @param name a name for the provider's people, with the ending that tells its kind
   */
  Making upload(Path file, String name, String reference);

  /**
   * Makes an address once.
   *
   * @param fields the provider's names of its fields, and what stands in them
   */
  Making makeAddress(Map<String, String> fields, String reference);

  /** Says something about a part of a number order, once. */
  Making comment(String subNumberOrderId, String body);

  /**
   * What a requirement is, in general.
   *
   * @param requirementId the provider's id
   * @param fieldType textual, datetime, address or document; the provider's word
   * @param name what people call it, null when the provider does not say
   * @param acceptance what is accepted, null when the provider does not say
   */
  record Rule(
      String requirementId,
      @Nullable String fieldType,
      @Nullable String name,
      @Nullable String acceptance) {}

  /**
   * Something that was said.
   *
   * @param byProvider whether the provider's people said it
   */
  record Comment(String body, boolean byProvider) {}

  /** What is known after something was to be made. */
  sealed interface Making {

    /** It is there. */
    record Made(String id) implements Making {}

    /** The provider would not. */
    record Refused(String reason) implements Making {}

    /** No clear answer came: it may be there. */
    record Unclear() implements Making {}
  }
}
