package bulkorders.provider;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a provider has for sale, and those that it sold to the account.
 *
 * <p>All methods throw {@link ProviderUnavailableException} when the provider does not answer.
 */
public interface NumberSearch {

  /**
   * Searches numbers that are named. The provider sells a number by its name only when a recent
   * search has shown it, and this is one.
   *
   * @param wanted the numbers, with their countries
   * @return those of them that are for sale now, in E.164 form, and those of which the provider
   *     shows too little to say that they are not
   */
  Set<String> offered(Collection<GroupCriteria> wanted);

  /**
   * Searches numbers like those that are described.
   *
   * @param wanted what they must be like; what does not fit is left out
   * @param limit how many the provider is asked for
   */
  Offers search(GroupCriteria wanted, int limit);

  /**
   * What a search showed.
   *
   * @param fitting the numbers that are what was asked for
   * @param shown how many numbers the provider showed, whether they fit or not
   */
  record Offers(List<Offer> fitting, int shown) {

    public Offers {
      fitting = List.copyOf(fitting);
    }
  }

  /**
   * A number for sale.
   *
   * @param phoneNumber E.164 with leading {@code +}
   * @param setupCost once, null when that is not told; so are the others
   * @param monthlyCost each month
   * @param currency ISO 4217 code
   */
  record Offer(
      String phoneNumber,
      @Nullable BigDecimal setupCost,
      @Nullable BigDecimal monthlyCost,
      @Nullable String currency) {}

  /**
   * Asks which numbers the account has, or is about to get, however it came by them.
   *
   * @param phoneNumbers in E.164 form
   */
  Set<String> owned(Collection<String> phoneNumbers);
}
