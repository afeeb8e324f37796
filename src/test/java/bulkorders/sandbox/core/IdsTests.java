package bulkorders.sandbox.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTests {

  private final UUID whole = Ids.derive(4711, 3);

  @Test
  void thePartOfAnIdIsFoundAgain() {
    Set<UUID> all = new HashSet<>(Set.of(whole));
    for (Ids.Member kind : Ids.Member.values()) {
      for (int index = 0; index < 10_000; index++) {
        UUID part = Ids.part(whole, kind, index);
        assertThat(Ids.index(whole, kind, part)).isEqualTo(index);
        assertThat(part.version()).isEqualTo(4);
        assertThat(part.variant()).isEqualTo(2);
        all.add(part);
      }
    }
    assertThat(all).hasSize(20_001);
  }

  @Test
  void whatIsNoPartIsNotTakenForOne() {
    UUID sub = Ids.part(whole, Ids.Member.SUB_ORDER, 0);

    assertThat(Ids.index(whole, Ids.Member.PHONE_NUMBER, sub)).isEqualTo(-1);
    assertThat(Ids.index(whole, Ids.Member.SUB_ORDER, whole)).isEqualTo(-1);
    assertThat(Ids.index(Ids.derive(4711, 4), Ids.Member.SUB_ORDER, sub)).isEqualTo(-1);
    assertThat(
            Ids.index(
                whole, Ids.Member.SUB_ORDER, new UUID(whole.getMostSignificantBits(), 12_345)))
        .isEqualTo(-1);
  }
}
