package bulkorders.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandsTests {

  @Test
  void a_command_of_a_rehearsal_never_reaches_the_real_ledger() {
    assertThat(new Commands(true).of("resolve %d:%s --resend", 1, "3"))
        .isEqualTo("bulk-orders resolve 1:3 --resend --sandbox");
    assertThat(new Commands(false).of("restart %d", 7)).isEqualTo("bulk-orders restart 7");
  }
}
