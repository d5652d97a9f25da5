{# Two-sided p of Student's t with any degrees of freedom from 1 up, whole or not; right to ten
   digits of p itself, however small.

   Takes a relation with columns that hold t and its degrees of freedom; gives its rows with the
   column `p`. No t, no p.

   p is the incomplete beta function I_x(df / 2, 1/2) at x = df / (df + t^2). Its recurrence
   (Abramowitz & Stegun 1964, 26.5.16), ten steps of it, leads to 20 degrees of freedom more, where
   t turns into a normal deviate (Hill 1970, algorithm 395). The steps are scaled by
   Gamma(n + 3/4) / Gamma(n + 1/4), a series at that size (Frame 1949). #}
{% macro student_t_p(relation, t, degrees_of_freedom, p) %}
    {%- set steps = 10 -%}
with squares as (

    select
        *,
        {{ degrees_of_freedom }} / 2.0::double as t_half,
        -- An endless t is as good as a very long one.
        case
            when abs({{ t }}) < 1e100 then {{ t }}::double * {{ t }}
            when {{ t }} is not null then 1e200
        end / {{ degrees_of_freedom }} as t_square
    from {{ relation }}

),

-- Where the square is past a million, the far end is too small to count. The inverse hyperbolic
-- tangent keeps what ln(1 + x) would lose of a small x.
far_ends as (

    select
        *,
        1 / (1 + t_square) as t_x,
        t_half + {{ steps - 0.25 }} as t_far,
        (t_half + {{ steps - 0.25 }}) * 4
        * atanh(least(t_square, 1e6) / (2 + least(t_square, 1e6))) as t_deviate_square
    from squares

),

deviates as (

    select
        *,
        sqrt(t_deviate_square) * (
            1
            + {{ polynomial([1, 3], "t_deviate_square") }} / (192 * power(t_far, 2))
            - {{ polynomial([4, 33, 240, 855], "t_deviate_square") }} / (368640 * power(t_far, 4))
            + {{ polynomial([64, 788, 9801, 89775, 543375, 1788885], "t_deviate_square") }}
            / (1486356480 * power(t_far, 6))
        ) as t_deviate
    from far_ends

)

select
    * exclude (t_half, t_square, t_x, t_far, t_deviate_square, t_deviate),
    sqrt(t_square * t_x * t_far / pi()) * power(t_x, t_half)
    * {{ polynomial([631 / 524288, -19 / 8192, 1 / 64, 1], "(1 / power(t_far, 2))") }}
    * {% for _ in range(steps - 1) %}({% endfor %}1 / (t_half + 0.5)
    {%- for step in range(1, steps) %}
    * (t_half + {{ step }}) + power(t_x, {{ step }})) / (t_half + {{ step + 0.5 }})
    {%- endfor %}
    + {{ normal_two_sided_p("t_deviate") }} as {{ p }}
from deviates
{% endmacro %}

{# Quantile of Student's t, from the normal quantile z of the same probability (above 1/2): seven
   digits from 9 degrees of freedom up, nine from 15 (Hill 1970, algorithm 396, a term further).
   Two factors stand for exp(2 x) - 1, which would lose digits of a small x. #}
{% macro student_t_quantile(z, degrees_of_freedom) -%}
    {%- set terms = [
        -(z ** 3 + 3 * z) / 48,
        (4 * z ** 7 + 63 * z ** 5 + 360 * z ** 3 + 945 * z) / 23040,
        -(64 * z ** 11 + 1628 * z ** 9 + 19881 * z ** 7 + 145719 * z ** 5 + 694575 * z ** 3
            + 1902285 * z) / 23224320
    ] -%}
    {%- set inverse -%}(1 / power({{ degrees_of_freedom }} - 0.5, 2)){%- endset -%}
    {%- set exponent -%}
    power({{ polynomial(terms[::-1] + [z], inverse) }}, 2) / (2 * {{ degrees_of_freedom }} - 1)
    {%- endset -%}
    sqrt({{ degrees_of_freedom }} * 2 * exp({{ exponent }}) * sinh({{ exponent }}))
{%- endmacro %}

{# Quantiles from the seed, joined by its whole degrees of freedom, as far as it goes; else by expansion. #}
{% macro student_t_975(degrees_of_freedom, tabled) -%}
    coalesce({{ tabled }}, case
        when {{ degrees_of_freedom }} >= 1
            then {{ student_t_quantile(normal_quantile(0.975) | float, degrees_of_freedom) }}
    end)
{%- endmacro %}

{% macro student_t_80(degrees_of_freedom, tabled) -%}
    coalesce({{ tabled }}, case
        when {{ degrees_of_freedom }} >= 1
            then {{ student_t_quantile(normal_quantile(0.8) | float, degrees_of_freedom) }}
    end)
{%- endmacro %}
