use super::*;

#[test]
fn lengths_say_what_is_left_and_what_is_too_much() {
    assert!(submission_length(2_815, 2_815).contains("2815 words of 2815"));
    assert!(submission_length(5_631, 5_630).contains("1 too many. The table says"));
    assert!(midterm_length(7, None).starts_with("7 words so far"));
    assert!(midterm_length(7, Some(10)).contains("3 left"));
}

#[test]
fn what_was_left_aside_is_counted() {
    assert_eq!(
        left_aside(224, 254, "recommendations"),
        "224 of the 254 recommendations were assessed by nobody."
    );
    assert_eq!(left_aside(1, 3, "areas"), "1 of the 3 areas was assessed by nobody.");
    assert_eq!(left_aside(3, 3, "areas"), "None of the 3 areas was assessed.");
}
