package bulkorders.sandbox;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Area codes of the two countries by state or province, and the toll-free ones. */
final class AreaCodes {

  /** In the order in which an order without area code takes from them. */
  static final List<String> TOLL_FREE = List.of("833", "844", "855", "866", "877", "888", "800");

  private static final Map<String, List<String>> UNITED_STATES =
      parse(
          """
          AL 205 251 256 334 659 938
          AK 907
          AZ 480 520 602 623 928
          AR 479 501 870
          CA 209 213 279 310 323 341 350 408 415 424 442 510 530 559 562 619 626 628 650 657 661
          CA 669 707 714 747 760 805 818 820 831 840 858 909 916 925 949 951
          CO 303 719 720 970 983
          CT 203 475 860 959
          DC 202 771
          DE 302
          FL 239 305 321 352 386 407 448 561 656 689 727 754 772 786 813 850 863 904 941 954
          GA 229 404 470 478 678 706 762 770 912 943
          HI 808
          IA 319 515 563 641 712
          ID 208 986
          IL 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872
          IN 219 260 317 463 574 765 812 930
          KS 316 620 785 913
          KY 270 364 502 606 859
          LA 225 318 337 504 985
          MA 339 351 413 508 617 774 781 857 978
          MD 240 301 410 443 667
          ME 207
          MI 231 248 269 313 517 586 616 734 810 906 947 989
          MN 218 320 507 612 651 763 952
          MO 314 417 557 573 636 660 816 975
          MS 228 601 662 769
          MT 406
          NC 252 336 472 704 743 828 910 919 980 984
          ND 701
          NE 308 402 531
          NH 603
          NJ 201 551 609 640 732 848 856 862 908 973
          NM 505 575
          NV 702 725 775
          NY 212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929
          NY 934
          OH 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937
          OK 405 539 572 580 918
          OR 458 503 541 971
          PA 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878
          RI 401
          SC 803 821 839 843 854 864
          SD 605
          TN 423 615 629 731 865 901 931
          TX 210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 832 903
          TX 915 936 940 945 956 972 979
          UT 385 435 801
          VA 276 434 540 571 686 703 757 804 826 948
          VT 802
          WA 206 253 360 425 509 564
          WI 262 274 414 534 608 715 920
          WV 304 681
          WY 307
          """);

  private static final Map<String, List<String>> CANADA =
      parse(
          """
          AB 368 403 587 780 825
          BC 236 250 257 604 672 778
          MB 204 431 584
          NB 428 506
          NL 709 879
          NS 782 902
          NT 867
          NU 867
          ON 226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 807 905 942
          PE 782 902
          QC 263 354 367 418 438 450 468 514 579 581 819 873
          SK 306 474 639
          YT 867
          """);

  private static final Map<String, List<String>> OF_COUNTRY =
      Map.of("US", distinct(UNITED_STATES), "CA", distinct(CANADA));

  private AreaCodes() {}

  /** All area codes of a country ({@code US} or {@code CA}) in a fixed order. */
  static List<String> ofCountry(String country) {
    return OF_COUNTRY.getOrDefault(country, List.of());
  }

  /** The area codes of a state or province, by its two letters in any case; empty if unknown. */
  static List<String> ofArea(String country, String area) {
    Map<String, List<String>> areas = country.equals("US") ? UNITED_STATES : CANADA;
    return areas.getOrDefault(area.strip().toUpperCase(Locale.ROOT), List.of());
  }

  /** The first state or province that has an area code; empty if none has. */
  static String areaOf(String country, String code) {
    Map<String, List<String>> areas = country.equals("US") ? UNITED_STATES : CANADA;
    return areas.entrySet().stream()
        .filter(area -> area.getValue().contains(code))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static Map<String, List<String>> parse(String table) {
    Map<String, List<String>> areas = new LinkedHashMap<>();
    table
        .lines()
        .map(line -> List.of(line.split(" ", -1)))
        .forEach(
            words ->
                areas.merge(
                    words.get(0),
                    words.subList(1, words.size()),
                    (first, second) -> Stream.concat(first.stream(), second.stream()).toList()));
    return areas;
  }

  private static List<String> distinct(Map<String, List<String>> areas) {
    Set<String> codes = new LinkedHashSet<>();
    areas.values().forEach(codes::addAll);
    return List.copyOf(codes);
  }
}
