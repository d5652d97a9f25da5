{# One bound of the 95 % interval of a difference, from the intervals of its two sides: square and add
   (Newcombe 1998, method 10; Zou & Donner 2008 for what is no share, and for sides that go together,
   with their correlation). `sign` is - for the lower bound and + for the upper one, `towards` the
   member's bound on that side and `away` the reference's bound on the other. #}
{% macro newcombe_bound(sign, value, towards, reference_value, away, correlation=0) -%}
    {{ value }} - {{ reference_value }} {{ sign }} {{ error_of_difference(
        "(" ~ value ~ " - " ~ towards ~ ")", "(" ~ away ~ " - " ~ reference_value ~ ")", correlation
    ) }}
{%- endmacro %}

{# Standard error of a difference from those of its two sides. Rounding may carry the square of one
   that is 0 a hair below. #}
{% macro error_of_difference(error, reference_error, correlation=0) -%}
    sqrt(abs(
        power({{ error }}, 2) + power({{ reference_error }}, 2)
        {%- if correlation != 0 %} - 2 * {{ correlation }} * {{ error }} * {{ reference_error }}{% endif %}
    ))
{%- endmacro %}
